import { element } from "./element.ts";

/** How long a person has had the window before her before a click counts: less is a click meant for something else. */
const ARMING_MS = 800;

/**
 * A button for what cannot be taken back. It counts only after it could be seen for a while in a window that had the
 * focus all the time, so that no page can slip it under a click or a key that was on its way.
 */
export function armedButton(label: string, onPress: () => void): HTMLButtonElement {
  const button = element("button", { type: "button", class: "primary" }, label);
  button.disabled = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arm = (): void => {
    clearTimeout(timer);
    button.disabled = true;
    if (!document.hasFocus() || document.visibilityState !== "visible") return;
    timer = setTimeout(() => (button.disabled = false), ARMING_MS);
  };
  for (const event of ["focus", "blur"]) window.addEventListener(event, arm);
  document.addEventListener("visibilitychange", arm);
  button.addEventListener("click", (event) => {
    if (event.isTrusted && !button.disabled) onPress();
  });
  arm();
  return button;
}
