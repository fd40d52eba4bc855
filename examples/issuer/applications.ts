import { randomUUID } from "node:crypto";
import type { SignedWriteGrant } from "@idos/sdk";
import type { Person } from "./person.ts";

export interface Application {
  readonly id: string;
  readonly person: Person;
  /** The applicant's permission to add the credential to her data. */
  readonly writeGrant: SignedWriteGrant;
  readonly state: "pending" | "issued" | "denied" | "revoked";
  /** The record of her data that holds the credential, once there is one. */
  readonly record?: string;
}

/** In memory: what an applicant typed is gone when the issuer is. A real provider has a database. */
export interface Applications {
  add(asked: Pick<Application, "person" | "writeGrant">): Application;
  find(id: string): Application | undefined;
  update(application: Application): void;
  /** The newest first. */
  list(): readonly Application[];
}

/** So many are kept; more push out the oldest. */
const KEPT_MAX = 1_000;

export function createApplications(): Applications {
  const kept = new Map<string, Application>();
  return {
    add(asked) {
      const application = { id: randomUUID(), state: "pending", ...asked } as const;
      kept.set(application.id, application);
      const [oldest] = kept.keys();
      if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
      return application;
    },
    find: (id) => kept.get(id),
    update: (application) => void kept.set(application.id, application),
    list: () => [...kept.values()].reverse(),
  };
}
