import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { Language } from '@app/http';

/** A line under a heading: `Source : La Voix du Nord, p. 1`. */
export interface Line {
  readonly label?: string;
  readonly text: string;
}

/** What is read from top to bottom: a heading, which is also a bookmark, and the lines under it. */
export interface Section {
  readonly heading: string;
  readonly lines: readonly Line[];
  /** 1 opens a part of the document; 2 is within it. */
  readonly level: 1 | 2;
}

/** A text on A4 pages. Nothing in it may depend on when it was asked: the same document, the same bytes. */
export interface TextDocument {
  readonly title: string;
  readonly subtitle: string;
  readonly language: Language;
  /** Kept as the date of the file: of its content, not of today. */
  readonly dated: Date;
  readonly sections: readonly Section[];
  /** At the foot of every page, before its number. */
  readonly foot: string;
}

const resolve = createRequire(import.meta.url).resolve;
const FONTS = {
  text: resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
  strong: resolve('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf'),
};
const MARGIN = 56;
const INK = '#1a1a1a';
const FAINT = '#555555';

/** Writes it as a tagged PDF with bookmarks and its fonts inside. */
export async function writePdf(document: TextDocument): Promise<Buffer> {
  const { title, language, dated, sections } = document;
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN + 20, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Creator: 'Palimpseste', Producer: 'Palimpseste', CreationDate: dated },
  });
  pdf.registerFont('text', FONTS.text).registerFont('strong', FONTS.strong);
  const written = buffer(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const say = (tag: string, write: () => void) => root.add(pdf.struct(tag, {}, write));
  say('H1', () => pdf.font('strong').fontSize(20).fillColor(INK).text(title));
  say('P', () => pdf.font('text').fontSize(11).fillColor(FAINT).text(document.subtitle).moveDown(0.8));
  let parent = pdf.outline;
  for (const { heading, lines, level } of sections) {
    // A heading is never alone at the foot of a page.
    if (pdf.y > pdf.page.height - MARGIN - 100) pdf.addPage();
    if (level === 1) parent = pdf.outline.addItem(heading);
    else parent.addItem(heading);
    say(level === 1 ? 'H2' : 'H3', () =>
      pdf
        .moveDown(level === 1 ? 0.8 : 0.5)
        .font('strong')
        .fontSize(level === 1 ? 14 : 11)
        .fillColor(INK)
        .text(heading),
    );
    for (const line of lines) say('P', () => writeLine(pdf, line));
  }
  root.end();
  number(pdf, document);
  pdf.end();
  return written;
}

function writeLine(pdf: PDFKit.PDFDocument, { label, text }: Line): void {
  pdf.fontSize(10);
  if (label !== undefined) pdf.font('text').fillColor(FAINT).text(label, { continued: true });
  pdf.font('text').fillColor(INK).text(text, { paragraphGap: 1.5 });
}

/** The foot of every page, which is no part of the text. */
function number(pdf: PDFKit.PDFDocument, { foot }: TextDocument): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    const y = pdf.page.height - MARGIN;
    // Below the margin: a line there would otherwise open a page of its own.
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.font('text').fontSize(8).fillColor(FAINT);
    pdf.text(foot, MARGIN, y, { width: 400, lineBreak: false, ellipsis: true });
    pdf.text(`${page + 1} / ${count}`, MARGIN, y, { width: pdf.page.width - 2 * MARGIN, align: 'right', lineBreak: false });
    pdf.endMarkedContent();
  }
}
