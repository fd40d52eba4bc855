import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ENTRY_KEY } from "../../session/entry.ts";
import { SingleColumn } from "../../shell/single-column.tsx";
import { UnlockForm } from "./unlock-form.tsx";

export function UnlockPage() {
  const queries = useQueryClient();
  useEffect(() => {
    // What was decrypted goes with the keys.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ENTRY_KEY[0], type: "inactive" });
  }, [queries]);
  return (
    <SingleColumn>
      <div className="stack-l">
        <div className="stack-s">
          <h1>Welcome back</h1>
          <p className="soft">Your data is encrypted. Unlock it on this device.</p>
        </div>
        <UnlockForm onUnlocked={() => void queries.invalidateQueries({ queryKey: ENTRY_KEY })} />
      </div>
    </SingleColumn>
  );
}
