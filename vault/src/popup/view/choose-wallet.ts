import type { Eip1193Provider } from "ethers";
import * as z from "zod";
import { element, show } from "./element.ts";

interface Announced {
  readonly name: string;
  readonly provider: Eip1193Provider;
}

const announcementSchema = z.object({
  info: z.object({ uuid: z.string(), name: z.string() }),
  provider: z.custom<Eip1193Provider>(
    (provider) => provider instanceof Object && typeof Reflect.get(provider, "request") === "function",
  ),
});

/** Shows the wallets of this browser as they announce themselves (EIP-6963), and resolves with the one that is chosen. */
export function chooseWallet(about: Node): Promise<Eip1193Provider> {
  return new Promise((resolve) => {
    const list = element("ul", { class: "wallets" });
    const known = new Set<string>();
    const offer = ({ name, provider }: Announced): void => {
      const button = element("button", { type: "button" }, `Continue with ${name}`);
      button.addEventListener("click", () => {
        window.removeEventListener("eip6963:announceProvider", listen);
        resolve(provider);
      });
      list.append(element("li", {}, button));
    };
    const listen = (event: Event): void => {
      const announced = announcementSchema.safeParse(event instanceof CustomEvent ? event.detail : undefined);
      if (!announced.success || known.has(announced.data.info.uuid)) return;
      known.add(announced.data.info.uuid);
      offer({ name: announced.data.info.name, provider: announced.data.provider });
    };
    show(about, element("p", {}, "Sign in with your wallet to continue."), list);
    window.addEventListener("eip6963:announceProvider", listen);
    window.dispatchEvent(new Event("eip6963:requestProvider"));
  });
}
