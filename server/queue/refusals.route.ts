/** What the hall's routes share: statuses of refusals, who the officer is, and that there is a hall at all. */
import type { Context, MiddlewareHandler } from "hono";
import type { Deps } from "../deps";
import { actor, type Env, ownerOf } from "../http/request";
import { ProblemError, type StatusByError } from "../http/problem";
import type { SignOnError } from "./counters.usecase";
import type { CounterPageError } from "./steps.usecase";
import type { TransferError } from "./ticket-command.usecase";

export const statusByError: StatusByError<CounterPageError | SignOnError | TransferError> = {
  TicketNotFound: 404,
  CounterNotFound: 404,
  UnknownGroup: 422,
  ReasonMissing: 422,
  NotYourTicket: 409,
  NotYourCounter: 409,
  CounterNotOpen: 409,
  CounterBusy: 409,
  CounterTaken: 409,
  SignedOnElsewhere: 409,
  WrongState: 409,
  NoCounter: 409,
  RecallsUsedUp: 409,
  NoNextStage: 409,
  NoClaim: 409,
  NothingToUndo: 409,
  UndoWindowOver: 409,
};

export const officerOf = (c: Context<Env>): string => ownerOf(actor(c));

/** Headquarters has no hall: there these addresses lead nowhere. */
export const inHall =
  (deps: Pick<Deps, "self">): MiddlewareHandler<Env> =>
  async (_c, next) => {
    if (deps.self.branch === null) throw new ProblemError({ status: 404, code: "no_hall_here" });
    await next();
  };
