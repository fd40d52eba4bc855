import { Link } from "wouter";
import { SingleColumn } from "../../shell/single-column.tsx";
import AddressPage from "./address-page.tsx";

/** For whoever has not signed in. */
export default function PublicPage() {
  return (
    <SingleColumn>
      <div className="stack-l">
        <AddressPage />
        <p>
          <Link href="/">Go to your own data</Link>
        </p>
      </div>
    </SingleColumn>
  );
}
