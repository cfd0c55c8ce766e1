import { expect, test } from "vitest";
import { derives } from "./derive";
import { setupNode } from "./testing";

test("somebody whose key another node made, and who crossed a border there, is found here by the document, to be erased too", () => {
  const { db, sealer, random } = setupNode({ checkReplay: false });
  const subject = { subject: "s1", keyId: 1, key: random.bytes(32) };
  sealer.keep(db, subject, 0);
  const index = () => db.query("SELECT identity_index AS found FROM keyring WHERE subject = 's1'").get();
  expect(index()).toEqual({ found: null });
  const identity = "MYS/passport/A12345678";
  const sealed = sealer.seal(subject, "movement", "m1", { identity });
  const row = { id: "m1", subject: "s1", sealed };
  expect(derives["movement"]!(db, sealer, row)).toEqual({ documentIndex: sealer.blindIndex(identity) });
  expect(index()).toEqual({ found: sealer.blindIndex(identity) });
});
