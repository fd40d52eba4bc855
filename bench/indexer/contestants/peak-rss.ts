import { readFile } from "node:fs/promises";

/** The most memory that the process ever held, as the kernel counts it. */
export async function peakRssBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`the kernel counts no memory of process ${pid}`);
  return Number(kilobytes) * 1_024;
}
