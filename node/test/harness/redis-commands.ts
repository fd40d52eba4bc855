import { randomUUID } from "node:crypto";
import { connectRedis } from "@idos/indexer";
import type { TestRedis } from "../../../test/harness/redis.ts";

/** Sees every command that the server runs. */
export interface RedisCommands {
  /** Those to keys with the prefix while the work ran, from scripts too; ids are left out, and how many came is not. */
  during(work: () => Promise<unknown>): Promise<readonly string[]>;
  close(): void;
}

const IDS = /0x[\da-f]{40,64}|did:key:\w+|(?<![\w-])[\w-]{22}(?![\w-])/gi;

export async function watchRedis({ url, prefix }: TestRedis): Promise<RedisCommands> {
  const redis = connectRedis(url, () => undefined);
  const monitor = await redis.monitor();
  let seen: string[] = [];
  let mark = { text: "", reached: (): void => undefined };
  monitor.on("monitor", (_time: string, words: readonly string[]) => {
    if (words.includes(mark.text)) mark.reached();
    const keys = words.filter((word) => word.startsWith(prefix)).map((key) => key.slice(prefix.length));
    if (keys.length > 0) seen.push([words[0], ...keys].join(" ").replace(IDS, "*"));
  });
  /** The server tells of commands in the order in which it runs them. */
  async function catchUp(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    mark = { text: randomUUID(), reached: () => resolve(undefined) };
    await redis.echo(mark.text);
    await promise;
  }
  return {
    async during(work) {
      await catchUp();
      seen = [];
      await work();
      await catchUp();
      return seen.sort();
    },
    close() {
      monitor.disconnect();
      redis.disconnect();
    },
  };
}
