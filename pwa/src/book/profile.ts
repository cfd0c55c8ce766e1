import { forget, keep, kept } from "../local";
import { type Draft, draft, edit } from "./draft";

/** What a returning person agreed to keep on this phone: all of a draft but the day and the command. */
export type Profile = Pick<
  Draft,
  "door" | "service" | "branch" | "people" | "employer" | "phone" | "email" | "helping"
>;

export const keptProfile = (): Profile | undefined => kept<Profile>("profile");

/** Keeps or forgets, as the person ticked when confirming. */
export const rememberProfile = (from: Draft): void => {
  if (!from.remember) return forget("profile");
  const { door, service, branch, people, employer, phone, email, helping } = from;
  const profile: Profile = { door, service, branch, people, employer, phone, email, helping };
  keep("profile", profile);
};

/** Fills the draft as last time; only the day is left to choose. */
export const bookAsLastTime = (profile: Profile): void =>
  edit({ ...profile, date: undefined, remember: true });

export const forgetProfile = (): void => {
  forget("profile");
  if (draft.value.remember) edit({ remember: false });
};
