import { isIdosError } from "@idos/sdk";
import type { Middleware } from "koa";
import * as z from "zod";
import { Refusal } from "../refusal.ts";

/** Answers failures with a stable code; what is nobody's fault but ours is left to the server. */
export const answerRefusals: Middleware = async (context, next) => {
  try {
    await next();
  } catch (error) {
    const { status, code, message } = refusalFrom(error);
    context.status = status;
    context.body = { code, message };
  }
};

function refusalFrom(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof z.ZodError) return new Refusal(400, "FORM_INVALID", error.message);
  if (isIdosError(error)) return new Refusal(409, error.code, error.message);
  throw error;
}
