import type { AllRecords } from "@idos/sdk";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { recordName } from "../format/record-name.ts";
import { credentialFacts } from "../pages/data/credential-facts.ts";
import { RECORDS_KEY } from "../pages/data/records-key.ts";
import type { OpenSession } from "./open-session.ts";
import { useSession } from "./session-context.ts";

/** What she keeps, decrypted on this device: the copies of credentials that shares hold are left out. */
export function useRecords() {
  const { owner } = useSession();
  return useQuery({ ...allRecords(owner), select: withoutPresentations });
}

/** A record's name by its id, as far as the records are there; a share's copy of a credential is named like it. */
export function useRecordNames(): (record: string) => string {
  const { owner } = useSession();
  const { data } = useQuery(allRecords(owner));
  const names = useMemo(
    () => new Map(data?.records.map(({ id, content }): [string, string] => [id, recordName(content.type)])),
    [data],
  );
  return useCallback((record) => names.get(record) ?? "A record that is gone", [names]);
}

function allRecords(owner: OpenSession["owner"]) {
  return { queryKey: RECORDS_KEY, queryFn: () => owner.records.readAll() };
}

function withoutPresentations({ records, unreadable }: AllRecords): AllRecords {
  const kept = records.filter(
    ({ content }) => content.kind !== "credential" || credentialFacts(content.sdJwt)?.isPresentation !== true,
  );
  return { records: kept, unreadable };
}
