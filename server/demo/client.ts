/** Asks a demo node as one of its invented officers or devices, or as a person: how the demo itself and tests of real processes call. */
import { asHeader } from "../http/request";

/** Headers of a caller such as `supervisor:azlina`, `kiosk:1`, `public:siti`. Opens a session when it first asks. */
export type HeadersAs = (as: string) => Promise<Record<string, string>>;

/** `origin`: the address that the node calls its own; `url` is where it is reached. */
export const demoCallers = (url: string, origin: string = url): HeadersAs => {
  const known = new Map<string, Promise<Record<string, string>>>();
  const open = async (as: string): Promise<Record<string, string>> => {
    const isPublic = as.startsWith("public:");
    const answer = isPublic
      ? await fetch(`${url}/api/v1/session`, {
          method: "POST",
          headers: { "content-type": "application/json", origin },
          body: "{}",
        })
      : await fetch(`${url}/demo/enter?as=${as}`, { redirect: "manual" });
    const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
    if (!cookie) throw new Error(`no session for ${as} at ${url}: ${answer.status} ${await answer.text()}`);
    return { cookie, [asHeader]: cookie.slice(0, cookie.indexOf("=")).split("-").at(-1)!, origin };
  };
  return (as) => {
    const before = known.get(as);
    if (before) return before;
    const opened = open(as);
    known.set(as, opened);
    opened.catch(() => known.delete(as));
    return opened;
  };
};
