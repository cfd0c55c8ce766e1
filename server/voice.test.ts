import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildApp } from "./app";
import { scratch } from "./process.testing";
import { setupBranch } from "./testing";

test("a recorded clip takes the place of the built-in one of its name; the others stay", async () => {
  const { deps, app, errors } = await setupBranch({ closed: true });
  const folder = scratch();
  mkdirSync(join(folder, "ms"));
  writeFileSync(join(folder, "ms", "1.mp3"), "recorded by Puan Rohani");
  const recorded = buildApp(deps, {
    report: (cause) => errors.push(cause),
    log: () => {},
    voiceFolder: folder,
  });

  const clip = await recorded.request("/voice/ms/1.mp3");
  expect(clip.headers.get("content-type")).toBe("audio/mpeg");
  expect(await clip.text()).toBe("recorded by Puan Rohani");
  const list = "/voice/clips.json";
  expect(await (await recorded.request(list)).text()).toBe(await (await app.request(list)).text());
  expect(await (await app.request("/voice/ms/1.mp3")).text()).not.toBe("recorded by Puan Rohani");
});
