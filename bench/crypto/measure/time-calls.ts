/** Milliseconds a call, over as many calls as fit the time, at least one. */
export async function timeCalls(call: () => unknown, forMs: number): Promise<number> {
  const startedAt = performance.now();
  let calls = 0;
  let elapsedMs = 0;
  do {
    await call();
    calls += 1;
    elapsedMs = performance.now() - startedAt;
  } while (elapsedMs < forMs);
  return elapsedMs / calls;
}
