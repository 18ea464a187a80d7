/** Facts that fill the sentences about files of others, by code. Those with `count` and `first` are remarks: nothing is refused for them. */
export interface ForeignFacts {
  FORMAT_NOT_RECOGNISED: { known: readonly string[] };
  WORKBOOK_UNREADABLE: { error: string };
  NOT_A_WORKBOOK: object;
  NOT_A_JSON_LIST: object;
  JSON_FILE_SYNTAX: object;
  SHEET_MISSING: { columns: readonly string[]; sheets: readonly string[] };
  COLUMNS_MISSING: { sheet: string; columns: readonly string[] };
  CELL_NOT_TEXT: object;
  CELL_NOT_NUMBER: object;
  CODE_MISSING: { field: string };
  ZONE_INVALID: object;
  ZONE_TWICE: { code: string };
  QUARTER_INVALID: object;
  PERCENT_INVALID: object;
  COMMUNE_UNKNOWN: object;
  MEASURE_UNKNOWN: { known: readonly string[] };
  VINTAGE_NEEDED: object;
  MONTH_INVALID: object;
  GRANT_UNKNOWN: { known: readonly string[] };
  LEVEL_UNKNOWN: { known: readonly string[] };
  CATEGORY_UNKNOWN: { known: readonly string[] };
  POSITION_INVALID: object;
  COMMUNE_REPLACED: Remark;
  COMMUNE_ELSEWHERE: Remark;
  PARTS_OF_ZONES: Remark;
  VALUE_ABSENT: Remark;
  TERRITORY_UNPLACED: Remark;
  PROJECT_UNPLACED: Remark;
  DESCRIPTION_ABSENT: Remark;
  NAME_CUT: Remark;
  COST_ABSENT: Remark;
  GRANT_ABOVE_COST: Remark;
}

/** How often, and the first of them. */
interface Remark {
  readonly count: number;
  readonly first: string;
}
