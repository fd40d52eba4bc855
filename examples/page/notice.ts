type Tone = "plain" | "good" | "bad";

/** Says something in a place that screen readers follow. */
export function say(place: HTMLElement, tone: Tone, ...content: readonly (Node | string)[]): void {
  place.className = `notice ${tone}`;
  place.replaceChildren(...content);
}
