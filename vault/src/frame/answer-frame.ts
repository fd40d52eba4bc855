import type { HeldKeys } from "../keys/held-keys.ts";
import type { Answer } from "../messages/answers.ts";
import type { FrameRequest } from "../messages/requests.ts";

/** What a first party's frame does without asking anybody: nothing that changes or grants. */
export async function answerFrame(keys: HeldKeys, request: FrameRequest): Promise<Answer> {
  switch (request.type) {
    case "status":
      return { type: "status", isUnlocked: keys.isUnlocked() };
    case "await-keys":
      await keys.untilHeld();
      return { type: "status", isUnlocked: true };
    case "decrypt":
      return keys.open(request.envelope, request.wrappedKey);
    case "lock":
      keys.lock();
      return { type: "locked" };
  }
}
