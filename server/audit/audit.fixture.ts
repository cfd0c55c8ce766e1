/** Nodes whose audit log is asked for over HTTP. */
import { setupCountry } from "../booking/country.fixture";
import { setupOpenBranch } from "../booking/booking.fixture";
import type { TestBranch, TestBranchOptions } from "../testing";
import { auditRoutes } from "./audit.route";

/** Before its first request: the routes of a node are fixed from then on. */
const withRoutes = <Node extends TestBranch>(node: Node): Node => {
  const isMounted = node.app.routes.some(({ path }) => path === "/api/v1/audit/checkpoint");
  if (!isMounted) node.app.route("/api/v1", auditRoutes(node.deps));
  return node;
};

export const setupAudited = async (options: TestBranchOptions = {}) =>
  withRoutes(await setupOpenBranch(options));

export const setupAuditedCountry = async () => {
  const country = await setupCountry();
  for (const node of [country.hq, ...country.branches]) withRoutes(node);
  return country;
};
