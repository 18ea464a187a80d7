import { buffer } from 'node:stream/consumers';
import { deflateSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { ActiveContent, TypeRefused } from './finding.js';
import { inspect } from './inspect.js';

// Above the rows that hold it.
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

describe('the type of a document', () => {
  it.each([
    ['a PDF', pdf(), undefined, 'application/pdf'],
    ['a PNG sent as bytes', png, 'application/octet-stream', 'image/png'],
    ['a text', Buffer.from('Métaleurop ferme.'), undefined, 'text/plain'],
    ['a text of Windows', Buffer.from('M\xe9taleurop', 'latin1'), 'text/plain; charset=iso-8859-1', 'text/plain'],
    ['a table', Buffer.from('site;emplois\nBridgestone;863\n'), 'text/csv', 'text/csv'],
    ['a page', Buffer.from('\n<!-- saved --><!DOCTYPE html><p>Lens'), 'text/html', 'text/html'],
    ['a page without its doctype', Buffer.from('\ufeff<html><p>Lens'), undefined, 'text/html'],
  ])('is that of its content: %s', async (_, bytes, declared, type) => expect(await inspect(bytes, declared)).toBe(type));

  it('is that of its parts, for office documents', async () => {
    expect(await inspect(await docx(), undefined)).toMatch(/wordprocessingml/);
    expect(await inspect(await odt(), 'application/vnd.oasis.opendocument.text')).toMatch(/opendocument.text/);
  });

  it.each([
    ['an archive', zip({ 'a.txt': 'a' }), 'application/zip', 'application/zip'],
    ['a program', Buffer.from('7f454c46020101000000000000000000', 'hex'), undefined, 'application/x-elf'],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml', 'image/svg+xml'],
    ['bytes that nobody knows', Buffer.from([1, 2, 3, 0, 255]), undefined, undefined],
    ['an image sent as a PDF', png, 'application/pdf', 'image/png'],
    ['a page sent as a text', Buffer.from('<html><script>1</script>'), 'text/plain', 'text/html'],
    [
      'a workbook with macros',
      zip({ '[Content_Types].xml': types('application/vnd.ms-excel.sheet.macroEnabled.main+xml') }),
      undefined,
      undefined,
    ],
  ])('is refused: %s', async (_, bytes, declared, found) => {
    const error = (await inspect(await bytes, declared).catch((error: unknown) => error)) as TypeRefused;
    expect(error).toBeInstanceOf(TypeRefused);
    if (found !== undefined) expect(error.found).toBe(found);
  });
});

describe('what a document could do', () => {
  it.each([
    ['javascript', '1 0 obj << /S /JavaScript /JS (app.alert\\(1\\)) >> endobj'],
    ['javascript', '1 0 obj << /S /J#61vaScript /JS (1) >> endobj'],
    ['launch', '1 0 obj << /S /Launch /F (cmd.exe) >> endobj'],
    ['embedded-file', '1 0 obj << /Names << /EmbeddedFiles 2 0 R >> >> endobj'],
    ['form-action', '1 0 obj << /S /SubmitForm /F (https://a.example) >> endobj'],
    ['xfa', '1 0 obj << /AcroForm << /XFA [ (a) 2 0 R ] >> >> endobj'],
    ['encrypted', 'trailer << /Encrypt 3 0 R >>'],
    ['open-action', '1 0 obj << /OpenAction << /S /URI /URI (https://a.example) >> >> endobj'],
    ['open-action', '1 0 obj << /OpenAction 2 0 R >> endobj 2 0 obj << /S /URI >> endobj'],
    ['open-action', '1 0 obj << /OpenAction 9 0 R >> endobj'],
  ])('is found in a PDF: %s', async (finding, body) => expect(await findings(pdf(body))).toContain(finding));

  it('is found in a PDF whose objects are packed', async () => {
    expect(await findings(pdf(packed('<< /S /JavaScript /JS (1) >>')))).toEqual(['javascript']);
    expect(await findings(pdf(`1 0 obj << /OpenAction 12 0 R >> endobj\n${packed('<< /S /Named /N /Print >>')}`))).toEqual(['open-action']);
  });

  it('is taken to be there when the packed objects of a PDF cannot be read', async () => {
    expect(await findings(pdf(packed('<< >>', '/Filter /LZWDecode')))).toEqual(['unreadable']);
    expect(await findings(pdf(packed('<< >>').replace(/stream\n[^]*endstream/, 'stream\nnot packed\nendstream')))).toEqual(['unreadable']);
  });

  it('is nothing in a PDF that opens on a page', async () => {
    for (const body of [
      '1 0 obj << /OpenAction [ 3 0 R /Fit ] /Type /Catalog >> endobj',
      '1 0 obj << /OpenAction << /S /GoTo /D [ 3 0 R /Fit ] >> >> endobj',
      '1 0 obj << /OpenAction 2 0 R >> endobj 2 0 obj [ 3 0 R /Fit ] endobj',
      `1 0 obj << /OpenAction 12 0 R >> endobj\n${packed('<< /S /GoTo /D [ 3 0 R /Fit ] >>')}`,
      '1 0 obj << /A << /S /URI /URI (https://www.lavoixdunord.fr) >> >> endobj',
    ])
      expect(await findings(pdf(body))).toEqual([]);
  });

  it.each([
    ['script', '<script>alert(1)</script>'],
    ['script', '<svg><script href="data:,alert(1)"/></svg>'],
    ['script', '<template><script>1</script></template>'],
    ['event-handler', '<img src=x OnError=alert(1)>'],
    ['script-address', '<a href="java\nscript:alert(1)">Lens</a>'],
    ['script-address', '<svg><a xlink:href="javascript:alert(1)"/></svg>'],
    ['frame', '<iframe srcdoc="&lt;script&gt;">'],
    ['form', '<form action="https://a.example"><input name=a></form>'],
    ['refresh', '<meta http-equiv=Refresh content="0;url=https://a.example">'],
  ])('is found in a page: %s', async (finding, body) =>
    expect(await findings(Buffer.from(`<!doctype html><body>${body}`))).toContain(finding),
  );

  it('is nothing in a page of text, pictures and links', async () =>
    expect(
      await findings(
        Buffer.from(
          '<!doctype html><style>p{color:red}</style><p>Lens <a href="https://a.example">ici</a><img src="data:image/png;base64,AA">',
        ),
      ),
    ).toEqual([]));

  it.each([
    ['macro', { 'word/vbaProject.bin': '\u0001' }],
    ['ole-object', { 'word/embeddings/oleObject1.bin': '\u0001' }],
    ['external-template', { 'word/_rels/settings.xml.rels': relation('attachedTemplate', 'https://a.example/t.dotm') }],
    ['external-content', { 'word/_rels/document.xml.rels': relation('image', 'https://a.example/i.png') }],
    ['dde', { 'word/document.xml': '<w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k"</w:instrText>' }],
    ['dde', { 'xl/externalLinks/externalLink1.xml': '<externalLink><ddeLink ddeService="cmd"/></externalLink>' }],
  ])('is found in an office document: %s', async (finding, parts) => expect(await findings(await docx(parts))).toEqual([finding]));

  it('is found in a text of LibreOffice', async () => {
    expect(await findings(await odt({ 'Basic/Standard/Module1.xml': '<a/>' }))).toEqual(['macro']);
    expect(await findings(await odt({ 'content.xml': '<script:event-listener script:event-name="dom:load"/>' }))).toEqual(['macro']);
    expect(await findings(await odt({ 'Object 1/content.xml': '<a/>' }))).toEqual(['ole-object']);
  });

  it('is nothing in an office document with a link', async () =>
    expect(await findings(await docx({ 'word/_rels/document.xml.rels': relation('hyperlink', 'https://a.example') }))).toEqual([]));

  it('is an order to another program in a cell, and not a negative figure', async () => {
    expect(await findings(Buffer.from("a;b\n1;=cmd|'/c calc'!A1\n"), 'text/csv')).toEqual(['dde']);
    expect(await findings(Buffer.from('a;b\n-863;+12\n=A1+B1|!;x\n').subarray(0, 16), 'text/csv')).toEqual([]);
  });
});

async function findings(bytes: Buffer, declared?: string): Promise<readonly string[]> {
  try {
    await inspect(bytes, declared);
    return [];
  } catch (error) {
    if (error instanceof ActiveContent) return error.findings;
    throw error;
  }
}

function pdf(body = '1 0 obj << /Type /Catalog >> endobj'): Buffer {
  return Buffer.from(`%PDF-1.7\n${body}\ntrailer << /Root 1 0 R >>\n%%EOF`, 'latin1');
}

/** An object, number 12, in a packed stream of objects. */
function packed(object: string, filter = '/Filter /FlateDecode'): string {
  const data = deflateSync(Buffer.from(`12 0 ${object}`)).toString('latin1');
  return `5 0 obj << /Type /ObjStm /N 1 /First 5 ${filter} /Length ${data.length} >> stream\n${data}\nendstream endobj`;
}

function types(main: string): string {
  return `<Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;
}
function relation(type: string, target: string): string {
  return `<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`;
}

const docx = (parts: Record<string, string> = {}) =>
  zip({
    '[Content_Types].xml': types('application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'),
    'word/document.xml': '<w:document><w:p/></w:document>',
    ...parts,
  });

const odt = (parts: Record<string, string> = {}) =>
  zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<office:document-content/>', ...parts });

async function zip(parts: Record<string, string>): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(parts)) file.addBuffer(Buffer.from(content), name, { compress: name !== 'mimetype' });
  file.end();
  return buffer(file.outputStream);
}
