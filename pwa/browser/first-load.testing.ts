import type { Page } from "playwright-core";

export interface FirstLoad {
  /** Scripts and styles, compressed as the server sent them. */
  readonly bodyBytes: number;
  /** The same with the heads of their responses. */
  readonly wireBytes: number;
}

/** So long nothing more came: the line is quiet. */
const quietMs = 700;

/**
 * What came over the wire until the page stood and the line was quiet, on a phone that has nothing of it yet: Chromium's
 * own network log counts. What loads after the page (the update prompt's script) is in it too.
 */
export const firstLoad = async (page: Page, address: string): Promise<FirstLoad> => {
  const log = await page.context().newCDPSession(page);
  await log.send("Network.enable");
  const headBytesById = new Map<string, number>();
  let [bodyBytes, wireBytes] = [0, 0];
  log.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script" || type === "Stylesheet") headBytesById.set(requestId, response.encodedDataLength);
  });
  log.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const headBytes = headBytesById.get(requestId);
    if (headBytes === undefined) return;
    wireBytes += encodedDataLength;
    bodyBytes += encodedDataLength - headBytes;
  });
  await page.goto(address);
  await page.locator("h1").waitFor();
  // Not "networkidle": a page of the staff keeps a stream open for emergencies.
  for (let seen = -1; seen !== wireBytes;) {
    seen = wireBytes;
    await page.waitForTimeout(quietMs);
  }
  return { bodyBytes, wireBytes };
};
