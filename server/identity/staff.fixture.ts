/** Staff with software keys at a real branch, for tests: enrolled, signing in over HTTP as a browser does. */
import { ok, orThrow } from "../../sync/core/result";
import { command } from "../../sync/testing";
import { cookieOf } from "./cookies";
import { handleOf } from "../demo/staff";
import { type KeyOptions, type SoftKey, softKey, type UseOptions } from "./passkey.fixture";
import { planAddPasskey } from "./passkey.usecase";
import { asHeader } from "../http/request";
import { headersAs, phone, setupBranch, type TestBranch, type TestBranchOptions } from "../testing";

export const setupStaff = async (options: TestBranchOptions = {}) =>
  withStaff(await setupBranch({ closed: true, ...options }));

/** The keys of the staff of a branch, and the tablets on which they use them. */
export const withStaff = (branch: TestBranch) => {
  const { call, deps, random } = branch;
  const origin = deps.self.publicUrl;
  const here = (use: UseOptions = {}): UseOptions => ({ origin, ...use });

  /** A new key of somebody of the demo's staff, as if enrolled long ago. */
  const keyOf = async (staff: string, options: KeyOptions = {}): Promise<SoftKey> => {
    const key = softKey(random, handleOf(staff), options);
    const made = {
      id: key.id,
      publicKey: key.publicKey(),
      transports: ["internal"],
      counter: options.counter ?? 0,
      aaguid: "00000000-0000-0000-0000-000000000000",
      rpId: "localhost",
      origin,
      certificates: [],
      backupEligible: options.synced ?? false,
      backedUp: options.synced ?? false,
    };
    orThrow(
      await deps.writer.submit(command(), (tx) =>
        planAddPasskey(tx, { kind: "staff", id: staff }, made, "kunci"),
      ),
    );
    return key;
  };

  /** A browser with its own cookies. */
  const tablet = (name: string) => {
    const person = phone(name);
    let staffCookie: string | undefined;
    const asStaff = () => ({ headers: { cookie: staffCookie ?? "", [asHeader]: "staff" } });
    const asPerson = async (path: string, body: unknown) => {
      const { cookie } = headersAs(branch, person);
      const answer = await call("POST", path, body, {
        headers: { cookie: [cookie, staffCookie].filter(Boolean).join("; ") },
      });
      keep(answer.headers);
      return answer;
    };
    const keep = (headers: Headers) => {
      const given = headers
        .getSetCookie()
        .find((each) => each.startsWith(cookieOf(deps.self.alias, "staff")));
      if (given) staffCookie = given.split(";")[0];
    };
    const challengeFor = async (): Promise<string> =>
      (await asPerson("/staff/sign-in/options", {})).body.challenge as string;
    return {
      asPerson,
      challengeFor,
      cookie: () => staffCookie,
      signIn: async (key: SoftKey, more: { use?: UseOptions; role?: string } = {}) => {
        const answer = key.use(await challengeFor(), here(more.use));
        return asPerson("/staff/sign-in", { answer, ...(more.role ? { role: more.role } : {}) });
      },
      unlock: async (key: SoftKey) =>
        asPerson("/staff/unlock", { answer: key.use(await challengeFor(), here()) }),
      /** A request as the staff that is signed in here. */
      asks: async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
        const answer = await call(method, path, body, {
          headers: { ...asStaff().headers, ...headers },
        });
        keep(answer.headers);
        return answer;
      },
    };
  };

  const grantRows = (set: Record<string, string | number | null>, id: string) =>
    deps.writer.submit(command(), () =>
      ok({ intent: "test", rows: [{ op: "update", table: "staffGrant", key: { id }, set }], answer: null }),
    );

  return { ...branch, keyOf, tablet, grantRows, here };
};
