/** A client's connection that ends: the answer to one of its writes, and all that would come after, never arrives. */
export function dyingClient() {
  let writesLeft = Number.POSITIVE_INFINITY;
  let isDead = false;
  const died = () => new TypeError("fetch failed: the process is gone");
  return {
    /** Lets so many writes be answered; the next one reaches the node, and then it is over. */
    dieAfter(writes: number): void {
      writesLeft = writes;
    },
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      if (isDead) throw died();
      const isWrite = init?.method !== undefined && init.method !== "GET";
      const answer = await fetch(input, init);
      if (!isWrite) return answer;
      isDead = writesLeft === 0;
      writesLeft -= 1;
      if (!isDead) return answer;
      await answer.arrayBuffer();
      throw died();
    },
  };
}
