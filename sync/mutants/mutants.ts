/**
 * Guards of the product, each taken out by one patch of its source. A program without one of them must not get past the simulator
 * or the laws: that is how we know that they look.
 */
export interface Mutant {
  readonly name: string;
  /** Below `sync/`. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** What kills it: a law, or a history. Histories begin at this seed, where it was killed soon. */
  readonly by: { readonly law: string } | { readonly seed: number };
}

export const mutants: readonly Mutant[] = [
  // --- Tickets
  {
    name: "the number heard last is the highest of its series",
    file: "apply.ts",
    find: "DO UPDATE SET ${others} WHERE excluded.${raised} > ${raised}`;",
    replace: "DO UPDATE SET ${others}`;",
    by: { law: "tickets and referrals with their steps" },
  },

  // --- Rights
  {
    name: "a grant is credited under an id of its own, so that nothing refuses a second one",
    file: "reactions.ts",
    find: `    grant: String(row["id"]),`,
    replace: `    grant: tx.newId(),`,
    by: { seed: 1 },
  },
  {
    name: "whoever hears of a grant is credited with it",
    file: "reactions.ts",
    find: `  if (Number(row["to"]) !== tx.node) return nothing;`,
    replace: ``,
    by: { seed: 5 },
  },
  {
    name: "a closure leaves other nodes selling",
    file: "reactions.ts",
    find: `    rows: free
      .filter(({ grp }) => groups === undefined || groups.includes(grp))`,
    replace: `    rows: free
      .filter(() => false && groups)`,
    by: { seed: 9 },
  },
  {
    name: "units that were under way into a closed time are sold",
    file: "reactions.ts",
    find: `  return { rows: [credit, ...closed] };`,
    replace: `  return { rows: closed.length > 9999 ? closed : [credit] };`,
    by: { seed: 10 },
  },
  {
    name: "a unit freed away from its branch is sold again at once",
    file: "escrow.ts",
    find: `const cools = rests || tx.branch !== branch;`,
    replace: `const cools = rests;`,
    by: { seed: 8 },
  },
  {
    name: "a unit thaws before the branch has seen why it is free",
    file: "peers.ts",
    find: `thawRows(whole.tx, from.branch, seen.head.lastStamp)`,
    replace: `thawRows(whole.tx, from.branch, Number.MAX_SAFE_INTEGER)`,
    by: { seed: 117 },
  },
  {
    name: "an heir frees into its own account what another node spent",
    file: "escrow.ts",
    find: `const isOwn = node === tx.node;`,
    replace: `const isOwn = node > 0;`,
    by: { seed: 26 },
  },
  {
    name: "somebody who came on a freed place is not counted",
    file: "reactions.ts",
    find: `  return isOwnHome(tx, booking) ? { rows: respendRows(tx, booking) } : nothing;`,
    replace: `  return isOwnHome(tx, booking) && booking === "" ? { rows: respendRows(tx, booking) } : nothing;`,
    by: { seed: 9 },
  },

  // --- Homes and claims
  {
    name: "home does what any branch asks",
    file: "reactions.ts",
    find: `!isOfBranch(here.tx, booking, String(row["branch"]))`,
    replace: `isOfBranch(here.tx, booking, "")`,
    by: { seed: 265 },
  },
  {
    name: "a request to home is not answered",
    file: "home.ts",
    find: `    (party) => party.state === "confirmed" && (no === undefined || party.no === no),`,
    replace: `    (party) => party.state === "cancelled" && (no === undefined || party.no === no),`,
    by: { seed: 1 },
  },
  {
    name: "an heir leaves undone what the old home was asked",
    file: "heir.ts",
    find: `  for (const home of homesBefore(tx))`,
    replace: `  for (const home of homesBefore(tx).slice(99))`,
    by: { seed: 42 },
  },
  {
    name: "headquarters decides no claims",
    file: "reactions.ts",
    find: `  here.role === "hq" ? conflictsOf`,
    replace: `  here.role === "hq" && row === null ? conflictsOf`,
    by: { seed: 3 },
  },
  {
    name: "the loser's home does not obey",
    file: "home.ts",
    find: `  if (outcome !== "superseded" || party.state !== "confirmed") return { rows: [] };`,
    replace: `  if (outcome !== "obeyed" || party.state !== "confirmed") return { rows: [] };`,
    by: { seed: 3 },
  },

  // --- Merging
  {
    name: "ranks: the later write wins",
    file: "core/laws.ts",
    find: `  return arrivingRank > hereRank || (arrivingRank === hereRank && isLater(arriving, here));`,
    replace: `  return arrivingRank > hereRank || isLater(arriving, here);`,
    by: { law: "rows of party" },
  },
  {
    name: "columns: what comes last wins",
    file: "merge-op.ts",
    find: `  return !isLater(here, written);
};`,
    replace: `  return !isLater(here, written) || true;
};`,
    by: { law: "rows of branchRule" },
  },
  {
    name: "of two rows with one key the one that came first stands",
    file: "merge-op.ts",
    find: `    if (isLater(here, written)) {`,
    replace: `    if (here === undefined) {`,
    by: { law: "rows of checkin" },
  },
  {
    name: "stamps of columns stay when the row is stamped later",
    file: "merge-op.ts",
    find: `      if (isBase) dropClk(db, table, rid, column);`,
    replace: `      if (isBase) stamps.get(0);`,
    by: { law: "rows of branchRule" },
  },
  {
    name: "a column that outlasts its row loses its stamp",
    file: "merge-op.ts",
    find: `    } else if (isBase && !stamps.has(table.wire[column]!)) putClk(db, table, rid, column, base);`,
    replace: `    }`,
    by: { law: "rows of party" },
  },
  {
    name: "a change of a row that has not come is forgotten",
    file: "merge-op.ts",
    find: `  if (!base) return wait(merging, table, rid, row);`,
    replace: `  if (!base) return;`,
    by: { law: "rows of branchRule" },
  },
  {
    name: "a guess counts as a write",
    file: "merge-op.ts",
    find: `  const stamp = op.kind === "g" ? guessStamp : (op.at ?? merging.written.stamp);`,
    replace: `  const stamp = op.kind === "g" && guessStamp > 0 ? guessStamp : (op.at ?? merging.written.stamp);`,
    by: { seed: 9 },
  },
  {
    name: "a change by key reaches another branch's row",
    file: "merge-op.ts",
    find: `  belongs(merging, table, row);
`,
    replace: `  if (row === undefined) belongs(merging, table, row);
`,
    by: { seed: 20 },
  },
  {
    name: "what waited for a row is applied whoever wrote it",
    file: "merge-op.ts",
    find: `    if (stream !== merging.stream) continue;`,
    replace: ``,
    by: { seed: 6 },
  },
  {
    name: "effects of a row run twice at those who merge it",
    file: "merge-op.ts",
    find: `  runEffects({ db, stamp: written.stamp, origin: written.node }, table, row);
};

/** A whole row`,
    replace: `  runEffects({ db, stamp: written.stamp, origin: written.node }, table, row);
  if (table.name === "thaw") runEffects({ db, stamp: written.stamp, origin: written.node }, table, row);
};

/** A whole row`,
    by: { seed: 8 },
  },
  {
    name: "the cursor is not kept with what it passed",
    file: "merge.ts",
    find: `      if (!loaded) {
        keepCursor(whole, pastOwn(whole, cursor));`,
    replace: `      if (!loaded) {`,
    by: { seed: 1 },
  },
  {
    name: "the cursor is kept before a slice's changes",
    file: "merge.ts",
    find: `        keepCursor(whole, cursor);
        return "more";`,
    replace: `        keepCursor(whole, { ...cursor, done: cursor.done + 1 });
        return "more";`,
    by: { seed: 1 },
  },
  {
    name: "what a newer program wrote is thrown away",
    file: "merge.ts",
    find: `    quarantine(tx.db, name, { stamp, op: unknown, reason: unknownHere });`,
    replace: ``,
    by: { seed: 3 },
  },
  {
    name: "what was put aside stays aside",
    file: "merge.ts",
    find: `    release(db, name);`,
    replace: ``,
    by: { seed: 2 },
  },
  {
    name: "what is undone of a merge leaves a gap in this node's own log",
    file: "group.ts",
    find: `        this.heads = heads;`,
    replace: `        void heads;`,
    by: { seed: 1 },
  },
  {
    name: "a person's missing key is not asked for",
    file: "merge.ts",
    find: `    wantKey(following.whole, table, op, name);`,
    replace: ``,
    by: { seed: 1 },
  },
  {
    name: "when a person's key comes nothing is derived",
    file: "merge.ts",
    find: `      deriveRow(tx.db, this.deps.sealer, table, key);`,
    replace: ``,
    by: { seed: 1 },
  },

  // --- Clocks
  {
    name: "stamps follow the wall clock back",
    file: "core/hlc.ts",
    find: `Math.max(stampAt(nowMs), last + 1)`,
    replace: `Math.max(stampAt(nowMs), 0)`,
    by: { seed: 1 },
  },
  {
    name: "a clock follows any other clock",
    file: "group.ts",
    find: `this.stamp = Math.max(this.stamp, Math.min(stamp, stampAt(clock.nowMs() + foldMsMax)));`,
    replace: `this.stamp = Math.max(this.stamp, Math.min(stamp, stampAt(clock.nowMs() + foldMsMax * 1e6)));`,
    by: { seed: 1 },
  },
  {
    name: "a correction stands below what it overwrites",
    file: "apply.ts",
    find: `  const at = above >= stamp ? above + 1 : stamp;`,
    replace: `  const at = above < 0 ? above + 1 : stamp;`,
    by: { seed: 3 },
  },
  {
    name: "a node whose clock is off is not told the time",
    file: "signed-calls.ts",
    find: `      this.offsetMs = answered.error.nowMs - clock.nowMs();`,
    replace: ``,
    by: { seed: 1 },
  },

  // --- Sealing and the log
  {
    name: "sealed records stay open",
    file: "sealing.ts",
    find: `      statement(open, "DELETE FROM log_open WHERE stream = ? AND seq <= ?").run(stream, batch.head.to);`,
    replace: `      statement(open, "DELETE FROM log_open WHERE stream = ? AND seq < ?").run(stream, batch.head.to);`,
    by: { seed: 1 },
  },
  {
    name: "two seal at once",
    file: "sealing.ts",
    find: `  const next = (before ? before.catch(() => {}) : Promise.resolve()).then(() => sealAll(deps));`,
    replace: `  const next = before === null ? before : sealAll(deps);`,
    by: { seed: 51 },
  },
  {
    name: "a batch is sealed before the master data it needs",
    file: "sealing.ts",
    find: `  if (stream !== "all" && isOpen(db, "all")) {`,
    replace: `  if (stream === "none" && isOpen(db, "all")) {`,
    by: { seed: 18 },
  },
  {
    name: "what is pushed stands before the roster that names its writer",
    file: "peer.ts",
    find: `stands before it in the log.
    const sealed = await sealOpen(deps.sealing);`,
    replace: `stands before it in the log.
    const sealed = { ok: true };`,
    by: { seed: 1 },
  },
  {
    name: "a chain may have gaps and branches",
    file: "sqlite-log-store.ts",
    find: `  if (refusal) throw new Refused(refusal);`,
    replace: ``,
    by: { seed: 1 },
  },
  {
    name: "a batch may follow any other",
    file: "log-store.ts",
    find: `  if (prev !== hash) return`,
    replace: `  if (prev === "never") return`,
    by: { seed: 7 },
  },
  {
    name: "a batch may be stamped before its last one",
    file: "log-store.ts",
    find: `  if (last && firstStamp <= last.stamp)`,
    replace: `  if (last && firstStamp < 0)`,
    by: { seed: 5 },
  },
  {
    name: "a commit leaves the end of its stream where it was",
    file: "group.ts",
    find: `    for (const stream of this.dirty) {`,
    replace: `    for (const stream of [...this.dirty].slice(1)) {`,
    by: { seed: 1 },
  },
  {
    name: "a command that is said again is done again",
    file: "group.ts",
    find: `  if (earlier) return () => queued.resolve(ok(earlier.answer));`,
    replace: ``,
    by: { seed: 5 },
  },

  // --- Receiving
  {
    name: "anybody's signature will do",
    file: "envelope.ts",
    find: `  if (!verify(publicKey, signed, bytes.subarray(end))) return err({ type: "BadSignature" });`,
    replace: `  verify(publicKey, signed, bytes.subarray(end));`,
    by: { seed: 4 },
  },
  {
    name: "a suspended node is believed",
    file: "evidence.ts",
    find: `update("node", { alias: origin }, { state: "suspended" })`,
    replace: `update("node", { alias: origin }, { state: "active" })`,
    by: { seed: 1 },
  },
  {
    name: "a node that is shut out goes on saying yes",
    file: "submit.ts",
    find: `const halt = haltOf(db, this.deps.node);`,
    replace: `const halt = haltOf(db, -1);`,
    by: { seed: 29 },
  },
  {
    name: "a chain that was left behind proves nothing",
    file: "evidence.ts",
    find: `  if (refusal.type !== "ChainBroken") return undefined;`,
    replace: `  if (refusal.type !== "ChainBroken" || offered.length > 0) return undefined;`,
    by: { seed: 7 },
  },
  {
    name: "a copy that wrote as many records is not noticed",
    file: "engine.ts",
    find: `      if (own.get(name) !== seq) continue;`,
    replace: `      if (own.get(name) !== -seq) continue;`,
    by: { seed: 6 },
  },
  {
    name: "a node writes in a stream that is not its own",
    file: "receive.ts",
    find: `  if (!mayWriteStream(node, stream)) return { type: "ForeignStream", origin, stream };`,
    replace: ``,
    by: { seed: 4 },
  },
  {
    name: "a node writes tables of headquarters",
    file: "receive.ts",
    find: `    if (!mayWriteTable(policy, node, stream)) return { type: "ForeignRow", origin, table: name };`,
    replace: ``,
    by: { seed: 5 },
  },
  {
    name: "a node writes rows of another branch",
    file: "receive.ts",
    find: `    if (!belongsTo(table, shape.columns, shape.values, stream) ||`,
    replace: `    if ((!belongsTo(table, shape.columns, shape.values, stream) && stream === "") ||`,
    by: { seed: 1 },
  },
  {
    name: "a row that is written once is changed",
    file: "receive.ts",
    find: `    if (policy.kind === "append" && shape.kind !== "i")`,
    replace: `    if (policy.kind === "local" && shape.kind !== "i")`,
    by: { seed: 4 },
  },
  {
    name: "a change need not name its row",
    file: "receive.ts",
    find: `    if (policy.key.some((column) => !shape.columns.includes(table.wire[column]!)))`,
    replace: `    if (policy.key.every((column) => !shape.columns.includes(table.wire[column]!)))`,
    by: { seed: 5 },
  },
  {
    name: "an earlier life of a node is believed",
    file: "receive.ts",
    find: `  if (incarnation !== node.incarnation) return { type: "OtherIncarnation", origin, incarnation };`,
    replace: ``,
    by: { seed: 7 },
  },
  {
    name: "a batch is taken before the master data it needs",
    file: "receive.ts",
    find: `  if (head.dep > allSeq) return`,
    replace: `  if (head.dep < 0) return`,
    by: { seed: 1 },
  },
  {
    name: "headquarters sends every stream that is asked for, and the branch asks for one too many",
    file: "engine.ts",
    find: `    streams: readonly string[] = ["all", \``,
    replace: `    streams: readonly string[] = ["all", "hq", \``,
    by: { seed: 1 },
  },
];
