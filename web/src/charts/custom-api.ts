/** What ECharts hands to a series that draws itself; it exports no type for it. */
export interface CustomApi {
  value: (dimension: number) => number;
  coord: (point: [number, number]) => [number, number];
}
