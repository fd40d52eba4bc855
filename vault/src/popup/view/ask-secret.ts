import type { UnlockSecret } from "@idos/sdk";
import { element, show } from "./element.ts";

/** Asks for what unlocks the keys; `fault` says why the last one did not. */
export function askSecret(about: Node, fault: string): Promise<UnlockSecret> {
  return new Promise((resolve) => {
    const password = element("input", {
      ...{ type: "password", id: "password", autocomplete: "current-password" },
    });
    const code = element("input", { type: "text", id: "code", autocomplete: "off", spellcheck: "false" });
    const unlock = element("button", { type: "submit", class: "primary" }, "Unlock");
    const form = element(
      "form",
      {},
      element("label", { for: "password" }, "Your idOS password"),
      password,
      element("label", { for: "code" }, "or your recovery code"),
      code,
      element("p", { role: "alert" }, fault),
      unlock,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const secret = password.value === "" ? { recoveryCode: code.value } : { password: password.value };
      password.value = "";
      code.value = "";
      unlock.disabled = true;
      resolve(secret);
    });
    show(about, form);
    password.focus();
  });
}
