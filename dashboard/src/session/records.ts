import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { recordName } from "../format/record-name.ts";
import { RECORDS_KEY } from "../pages/data/records-key.ts";
import { useSession } from "./session-context.ts";

/** All of her records, decrypted on this device. */
export function useRecords() {
  const { owner } = useSession();
  return useQuery({ queryKey: RECORDS_KEY, queryFn: () => owner.records.readAll() });
}

/** A record's name by its id, as far as the records are there. */
export function useRecordNames(): (record: string) => string {
  const { data } = useRecords();
  const names = useMemo(
    () => new Map(data?.records.map(({ id, content }): [string, string] => [id, recordName(content.type)])),
    [data],
  );
  return useCallback((record) => names.get(record) ?? "A record that is gone", [names]);
}
