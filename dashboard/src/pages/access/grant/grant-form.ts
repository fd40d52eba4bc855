import type { ExpiresIn } from "@idos/sdk";
import type { ChosenClaims } from "./chosen-claims.ts";

export const EXPIRY_PRESETS = ["1d", "7d", "30d", "90d", "365d", "never"] as const;

/** What the grant dialog holds. It is kept until the grant is made. */
export interface GrantForm {
  readonly grantee: string;
  /** Ids. */
  readonly records: readonly string[];
  readonly claims: ChosenClaims;
  readonly purpose: string;
  readonly expiry: (typeof EXPIRY_PRESETS)[number] | "date";
  /** "2027-05-04", where `expiry` is "date": access ends when that day does, by the clock here. */
  readonly date: string;
}

export const EMPTY_FORM: GrantForm = {
  ...{ grantee: "", records: [], claims: {}, purpose: "" },
  ...{ expiry: "30d", date: "" },
};

export type GrantFaults = Partial<Readonly<Record<"records" | "purpose" | "date", string>>>;

const PURPOSE_CHARACTERS_MAX = 280;
const RECORDS_MAX = 100;

/** What is wrong besides the grantee; empty where nothing is. */
export function grantFaults(form: GrantForm, nowSeconds: number): GrantFaults {
  const characters = Array.from(form.purpose.trim()).length;
  const faults: Record<keyof GrantFaults, string | undefined> = {
    records: recordsFault(form.records.length),
    purpose: purposeFault(characters),
    date: form.expiry === "date" ? dateFault(form.date, nowSeconds) : undefined,
  };
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

function recordsFault(count: number): string | undefined {
  if (count === 0) return "Choose what is to be read.";
  return count > RECORDS_MAX ? `At most ${RECORDS_MAX} records fit into one grant.` : undefined;
}

function purposeFault(characters: number): string | undefined {
  if (characters === 0) return "Say what for: you both see it later.";
  const tooMany = characters - PURPOSE_CHARACTERS_MAX;
  return tooMany > 0 ? `${tooMany} characters too many.` : undefined;
}

function dateFault(date: string, nowSeconds: number): string | undefined {
  const ends = endOfDay(date);
  if (ends === undefined) return "Choose the last day.";
  return ends <= nowSeconds ? "That day is over. Choose a later one." : undefined;
}

/** Unix seconds of the day's last second here; undefined for what is no date. */
function endOfDay(date: string): number | undefined {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T23:59:59`) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

const MINUTES_MAX = 999_999;

/** As the SDK takes it. Of a form without faults. */
export function expiresInOf({ expiry, date }: GrantForm, nowSeconds: number): ExpiresIn {
  if (expiry !== "date") return expiry;
  const minutes = Math.max(1, Math.ceil(((endOfDay(date) ?? nowSeconds) - nowSeconds) / 60));
  return minutes <= MINUTES_MAX ? `${minutes}m` : `${Math.ceil(minutes / 60)}h`;
}
