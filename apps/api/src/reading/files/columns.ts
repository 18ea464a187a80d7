import type { Column, ColumnType } from '@app/exports';

/** A column of a file: its name for programs, its labels for people. Names are never changed: others' programs read them. */
export const column = (key: string, type: ColumnType, fr: string, en: string): Column => ({ key, type, label: { fr, en } });
