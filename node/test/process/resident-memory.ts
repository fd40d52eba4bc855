import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_EVERY_MS = 50;
const KIB = 1024;

/** Bytes of memory that a process has, as Linux counts them. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error("the process tells no memory");
  return Number(kib) * KIB;
}

/** How many bytes a process had before the work and at most while it was done, looked at often. */
export async function residentBytesMaxDuring(
  pid: number,
  work: () => Promise<void>,
): Promise<{ before: number; most: number }> {
  const before = await residentBytes(pid);
  let most = before;
  const ended = new AbortController();
  const watching = (async () => {
    while (!ended.signal.aborted) {
      most = Math.max(most, await residentBytes(pid));
      await sleep(LOOK_EVERY_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();
  try {
    await work();
  } finally {
    ended.abort();
    await watching;
  }
  return { before, most };
}
