/**
 * A load generator on raw sockets: requests are bytes made beforehand, so that on two cores the client costs little beside the
 * server. Loopback only, bounded in count, closes by itself.
 */
export interface LoadResult {
  readonly perSecond: number;
  /** Milliseconds of each answer, from its planned time in an open loop. */
  readonly latenciesMs: readonly number[];
  readonly statuses: ReadonlyMap<number, number>;
}

/** One HTTP/1.1 request as bytes. */
export const request = (
  method: string,
  path: string,
  headers: { readonly [name: string]: string },
  body = "",
): Buffer => {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    "host: localhost",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  if (method !== "GET") lines.push(`content-length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
};

/** Closed loop: `clients` connections, each sends its next request when the last was answered. */
export const closedLoop = (port: number, clients: number, requests: readonly Buffer[]): Promise<LoadResult> =>
  drive(port, clients, requests, undefined);

/** Open loop: request n is due at n / perSecond, whatever became of the ones before; latency counts from then. */
export const openLoop = (
  port: number,
  clients: number,
  requests: readonly Buffer[],
  perSecond: number,
): Promise<LoadResult> => drive(port, clients, requests, perSecond);

const drive = async (
  port: number,
  clients: number,
  requests: readonly Buffer[],
  perSecond: number | undefined,
): Promise<LoadResult> => {
  const latenciesMs: number[] = [];
  const statuses = new Map<number, number>();
  const idle: Client[] = [];
  let next = 0;
  const finished = Promise.withResolvers<void>();
  let startMs = 0;
  const dueMs = (at: number) => (perSecond === undefined ? undefined : startMs + (at / perSecond) * 1000);

  const pump = () => {
    while (idle.length > 0 && next < requests.length) {
      const due = dueMs(next);
      if (due !== undefined && due > performance.now()) return;
      const at = next++;
      idle.pop()!.send(requests[at]!, due ?? performance.now());
    }
  };
  const onAnswer = (client: Client, status: number, sinceMs: number) => {
    latenciesMs.push(performance.now() - sinceMs);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    idle.push(client);
    if (latenciesMs.length === requests.length) finished.resolve();
    else pump();
  };
  const sockets = await Promise.all(Array.from({ length: clients }, () => connect(port, onAnswer)));
  idle.push(...sockets);
  startMs = performance.now();
  const ticker = perSecond === undefined ? undefined : setInterval(pump, 1);
  pump();
  await finished.promise;
  const tookMs = performance.now() - startMs;
  clearInterval(ticker);
  for (const socket of sockets) socket.close();
  return { perSecond: (requests.length / tookMs) * 1000, latenciesMs, statuses };
};

interface Client {
  send(bytes: Buffer, sinceMs: number): void;
  close(): void;
}

/** Reads just enough of an answer to know where it ends: status line, content-length. */
const connect = async (
  port: number,
  onAnswer: (client: Client, status: number, sinceMs: number) => void,
): Promise<Client> => {
  let since = 0;
  let have = 0;
  let need = -1;
  let head = "";
  let status = 0;
  const socket = await Bun.connect({
    hostname: "127.0.0.1",
    port,
    socket: {
      data: (_socket, bytes) => {
        have += bytes.length;
        if (need < 0) {
          head += bytes.toString("latin1");
          const end = head.indexOf("\r\n\r\n");
          if (end < 0) return;
          status = Number(head.slice(9, 12));
          need = end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head.slice(0, end + 2))?.[1] ?? 0);
        }
        if (have < need) return;
        have = 0;
        need = -1;
        head = "";
        onAnswer(client, status, since);
      },
    },
  });
  const client: Client = {
    send: (bytes, sinceMs) => {
      since = sinceMs;
      socket.write(bytes);
    },
    close: () => void socket.end(),
  };
  return client;
};
