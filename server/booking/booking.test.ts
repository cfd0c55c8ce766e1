import { describe, expect, test } from "vitest";
import { phone, setupBranch, type TestBranch } from "../testing";

const mykad = "900101-14-5678";

export const firstSlot = async ({ db }: TestBranch, grp = "A", units = 1): Promise<string> => {
  const row = db
    .query<{ slot: string }, [string, number]>(
      `SELECT slot FROM right_ WHERE grp = ? AND pool = 'general' AND avail >= ? AND date = '2026-12-10' ORDER BY start_min LIMIT 1`,
    )
    .get(grp, units);
  return row!.slot;
};

const hold = async (branch: TestBranch, as: string, slot: string, parties = 1) =>
  branch.call("POST", "/holds", { slot, service: "PMA-BARU", kind: "citizen", parties }, { as });

const details = (holdId: string, numbers = [mykad]) => ({
  holdId,
  lang: "ms",
  kind: "citizen",
  contact: { email: "siti@example.com" },
  parties: numbers.map((number) => ({
    document: { type: "mykad", number },
    name: "SITI BINTI AHMAD",
    answers: {},
  })),
  consent: true,
});

const book = async (branch: TestBranch, who: string, number = mykad) => {
  const held = await hold(branch, phone(who), await firstSlot(branch));
  return branch.call("POST", "/bookings", details(held.body.holdId, [number]), { as: phone(who) });
};

describe("booking", () => {
  test("a held slot becomes a confirmed booking with a slip", async () => {
    const branch = await setupBranch();
    const made = await book(branch, "siti");
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({
      state: "confirmed",
      service: "PMA-BARU",
      verified: false,
      changesLeft: 2,
    });
    expect(made.body.parties[0]).toMatchObject({ name: "SITI BINTI AHMAD", documentMasked: "•••••5678" });
    const slip = await branch.call("GET", `/bookings/${made.body.id}/slip`, undefined, { as: phone("siti") });
    expect(slip.body.text).toMatch(/^STO1:/);
  });
});
