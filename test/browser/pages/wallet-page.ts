/** Asks the wallet that announces itself. */
async function askAnnounced(asked: { method: string; params: unknown[] }): Promise<unknown> {
  const announced = new Promise<unknown>((resolve) => {
    window.addEventListener("eip6963:announceProvider", (event) => resolve(Reflect.get(event, "detail")), {
      once: true,
    });
  });
  window.dispatchEvent(new Event("eip6963:requestProvider"));
  const provider: unknown = Reflect.get(Object(await announced), "provider");
  const request: unknown = Reflect.get(Object(provider), "request");
  if (typeof request !== "function") return "no provider";
  try {
    const answer: unknown = await Reflect.apply(request, provider, [asked]);
    return answer;
  } catch (error) {
    return `error ${String(Reflect.get(Object(error), "code"))}`;
  }
}

Reflect.set(globalThis, "askAnnounced", askAnnounced);
export {};
