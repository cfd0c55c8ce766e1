/**
 * What somebody needs at the branch, as they said when they booked: asked once, optional, sealed with the visit, and shown to the
 * officer in plain words (Persons with Disabilities Act 2008, s. 26: access to public facilities and services). Who is pregnant or
 * comes with an infant says so of each person: that decides the lane (`queue/lanes.ts`).
 */
export const needs = ["wheelchair", "low_vision", "hearing", "companion", "interpreter"] as const;
export type Need = (typeof needs)[number];

/** Needs that are a reason to go ahead: the officer sees it and confirms it with one touch, as any claim. */
export const goesAhead = (given: readonly Need[]): boolean =>
  given.some((need) => need === "wheelchair" || need === "low_vision" || need === "hearing");

/** Whose ticket is printed in large type. */
export const needsLargeType = (given: readonly Need[]): boolean => given.includes("low_vision");
