/** Runs in the page, before its scripts: an EIP-1193 provider, announced by EIP-6963, that hands each request to the test. */
function announceProvider(): void {
  const listeners = new Map<string, Set<(detail: unknown) => void>>();
  const ask: unknown = Reflect.get(window, "idosTestWallet");
  const provider = {
    async request(asked: unknown): Promise<unknown> {
      if (typeof ask !== "function") throw new Error("the test has exposed no wallet");
      const answer: unknown = await Reflect.apply(ask, window, [JSON.parse(JSON.stringify(asked))]);
      if (typeof answer !== "object" || answer === null) throw new Error("the wallet's answer is no object");
      const error: unknown = Reflect.get(answer, "error");
      if (typeof error !== "object" || error === null) return Reflect.get(answer, "result");
      throw Object.assign(new Error(String(Reflect.get(error, "message"))), error);
    },
    on(event: string, listener: (detail: unknown) => void): void {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    },
    removeListener(event: string, listener: (detail: unknown) => void): void {
      listeners.get(event)?.delete(listener);
    },
  };
  window.addEventListener("idos-test-wallet", (told) => {
    if (!(told instanceof CustomEvent)) return;
    const detail: unknown = told.detail;
    if (typeof detail !== "object" || detail === null) return;
    for (const listener of listeners.get(String(Reflect.get(detail, "event"))) ?? [])
      listener(Reflect.get(detail, "detail"));
  });
  const info = {
    uuid: "1d05aa11-0000-4000-8000-000000000001",
    name: "Test wallet",
    icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
    rdns: "example.test-wallet",
  };
  const announce = (): void => {
    const detail = Object.freeze({ info: Object.freeze(info), provider });
    window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  };
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
}

announceProvider();
