import { useSearchParams } from "wouter";
import { PageHeader } from "../../shell/page-header.tsx";
import { Field } from "../../ui/field.tsx";
import { ChangesCard } from "./changes-card.tsx";
import { ReadsCard } from "./reads-card.tsx";

export default function ActivityPage() {
  const [params, setParams] = useSearchParams();
  const search = params.get("search") ?? "";
  const change = (text: string): void => {
    setParams(text === "" ? {} : { search: text }, { replace: true });
  };
  return (
    <>
      <PageHeader
        title="Activity"
        lead="Who read what and when, by your nodes’ signed receipts, and what the chain says of your grants."
      />
      <div className="stack-l">
        <search>
          <Field
            label="Search"
            type="search"
            placeholder="Account or record"
            value={search}
            onChange={({ target }) => change(target.value)}
          />
        </search>
        <ReadsCard search={search} />
        <ChangesCard search={search} />
      </div>
    </>
  );
}
