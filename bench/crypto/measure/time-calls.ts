/** Milliseconds a call, over as many calls as fit the time, at least one. */
export async function timeCalls(call: () => unknown, forMs: number): Promise<number> {
  const startedAt = performance.now();
  for (let calls = 1; ; calls += 1) {
    await call();
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs >= forMs) return elapsedMs / calls;
  }
}
