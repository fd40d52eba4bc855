import { readFile, writeFile } from "node:fs/promises";

/** The most memory that the process ever held, or since `forgetPeakRss`, as the kernel counts it. */
export function peakRssBytes(pid: number): Promise<number> {
  return statusBytes(pid, "VmHWM");
}

/** The memory that the process holds now. */
export function rssBytes(pid: number): Promise<number> {
  return statusBytes(pid, "VmRSS");
}

/** Lets the kernel count the peak from now on (proc_pid_clear_refs(5)). */
export async function forgetPeakRss(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, "5");
}

async function statusBytes(pid: number, field: "VmHWM" | "VmRSS"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`the kernel counts no memory of process ${pid}`);
  return Number(kilobytes) * 1_024;
}
