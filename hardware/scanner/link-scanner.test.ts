import { scannerContract } from "./contract";
import { tcpLink } from "../tcp-link";
import { linkScanner } from "./link-scanner";
import { scanDesk } from "./scanning.fixture";

scannerContract("a scanner on the network", () =>
  scanDesk(({ host, port }, timers) => linkScanner({ link: tcpLink({ host, port, timers }), timers })),
);
