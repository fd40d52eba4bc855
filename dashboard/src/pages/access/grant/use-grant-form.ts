import { expiresAtFrom } from "@idos/sdk";
import { type SyntheticEvent, useState } from "react";
import { useFee } from "../../../chain/fee.ts";
import { nowSeconds } from "../../../format/dates.ts";
import { useDialogTransaction } from "../../../transactions/use-dialog-transaction.ts";
import { grantedRecords } from "./chosen-claims.ts";
import { EMPTY_FORM, expiresInOf, grantFaults, type GrantForm } from "./grant-form.ts";
import { useGrantee } from "./use-grantee.ts";

/** The state of the grant dialog; what was typed stays until the grant is made. */
export function useGrantForm(preselected: string | null) {
  const [form, setForm] = useState<GrantForm>({
    ...EMPTY_FORM,
    records: preselected === null ? [] : [preselected],
  });
  const [wasAsked, setWasAsked] = useState(false);
  const { transaction, phase, start } = useDialogTransaction();
  const grantee = useGrantee(form.grantee);
  const { account, fault } = grantee.data ?? {};
  const reader = fault === undefined ? account : undefined;
  const found = grantFaults(form, nowSeconds());
  const fee = useFee(
    reader === undefined || found.date !== undefined ? undefined : ["grant", reader, form.expiry, form.date],
    (contract) => {
      if (reader === undefined) throw new TypeError("nobody is named yet");
      const now = nowSeconds();
      return contract.estimateGrant(reader, expiresAtFrom(expiresInOf(form, now), now));
    },
  );
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setWasAsked(true);
    if (reader === undefined || Object.keys(found).length > 0) return;
    const request = {
      ...{ grantee: reader, purpose: form.purpose.trim() },
      records: grantedRecords(form.records, form.claims),
      expiresIn: expiresInOf(form, nowSeconds()),
    };
    start({ kind: "grant", grantee: reader, records: form.records.length }, (owner) => owner.grant(request));
  };
  return {
    ...{ form, grantee, fee, wasAsked, transaction, phase, submit },
    faults: wasAsked ? found : {},
    change: (change: Partial<GrantForm>): void => setForm((before) => ({ ...before, ...change })),
  };
}
