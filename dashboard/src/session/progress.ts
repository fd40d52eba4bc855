import type { SignInOptions } from "@idos/sdk";

export type Progress = Parameters<NonNullable<SignInOptions["onProgress"]>>[0];

type Listener = (progress: Progress) => void;

const listeners = new Set<Listener>();

/** Tells whoever listens what the SDK is at. */
export function announceProgress(progress: Progress): void {
  for (const listener of listeners) listener(progress);
}

/** Resolves with what stops listening. */
export function onProgress(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
