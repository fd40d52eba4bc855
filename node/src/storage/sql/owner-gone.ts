import { ProblemError } from "@idos/protocol";
import { z } from "zod";

/** What PostgreSQL calls a reference to a row that is not there. */
const FOREIGN_KEY_VIOLATION = "23503";
const failureSchema = z.object({ code: z.literal(FOREIGN_KEY_VIOLATION) });

/** Every reference that a write can break is, in the end, the one to its owner: she was erased meanwhile. */
export function isOwnerGone(error: unknown): boolean {
  return failureSchema.safeParse(error).success;
}

export function ownerGone(): ProblemError {
  return new ProblemError("NO_USER", "The user was erased in the meantime.");
}
