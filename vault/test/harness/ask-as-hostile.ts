import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { z } from "zod";

export const HELLO = JSON.stringify({ idosVault: 1, type: "hello" });

/** The vault's answer to what it does not read. */
export const REFUSED_UNREAD = { v: 1, id: null, answer: { type: "refused", code: "ARGUMENT_INVALID" } };

export const enclose = (request: unknown, id: string = randomUUID()): string =>
  JSON.stringify({ v: 1, id, request });

/** What to evaluate in the hostile page. */
export const call = (method: string, ...args: unknown[]): string =>
  `hostile.${method}(${args.map((arg) => JSON.stringify(arg)).join()})`;

/** Sends each message and waits for as many answers. */
export async function answersTo(page: Page, messages: readonly string[]): Promise<unknown[]> {
  const before = Number(await page.evaluate("hostile.answers().length"));
  for (const message of messages) await page.evaluate(call("send", message));
  await page.waitForFunction(`hostile.answers().length >= ${before + messages.length}`);
  return z.array(z.unknown()).parse(await page.evaluate(`hostile.answers().slice(${before})`));
}
