import { connectRedis } from "@idos/indexer";
import type { RedisFacts } from "./judge-redis.ts";
import { reasonOf } from "./reason-of.ts";

/** What the server at this URL says of itself. Of the URL, only the host is told. */
export async function probeRedis(url: string): Promise<RedisFacts> {
  const { host } = new URL(url);
  let lastError: unknown;
  const redis = connectRedis(url, (error) => (lastError = error));
  try {
    return { host, ...readInfo(await redis.info()) };
  } catch (error) {
    return { host, failed: reasonOf(lastError ?? error) };
  } finally {
    redis.disconnect();
  }
}

function readInfo(info: string): Omit<Exclude<RedisFacts, { readonly failed: string }>, "host"> {
  const fields = new Map(
    info.split(/\r?\n/).map((line): [string, string] => {
      const at = line.indexOf(":");
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  const text = (name: string): string => fields.get(name) ?? "unknown";
  return {
    version: text("redis_version"),
    evictionPolicy: text("maxmemory_policy"),
    role: text("role"),
    appendOnly: text("aof_enabled") === "1",
    persisting: text("aof_last_write_status") !== "err" && text("rdb_last_bgsave_status") !== "err",
    usedBytes: Number(text("used_memory")),
    maxBytes: Number(text("maxmemory")),
  };
}
