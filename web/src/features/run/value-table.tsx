interface ValueTableProps {
  caption: string;
  headers: string[];
  rows: string[][];
}

/** A chart's numbers for those who do not see it. */
export function ValueTable({ caption, headers, rows }: ValueTableProps) {
  return (
    <div className="visually-hidden">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {headers.map((header, column) => (
              // two columns may have the same header, and none moves
              <th key={`${column} ${header}`} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, column) => (
                <td key={`${column} ${headers[column + 1]}`}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
