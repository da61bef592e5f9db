// Where an MP4 or QuickTime file (ISO/IEC 14496-12) has its index. Cameras write it last; players, and the site, need it first.
const headerLength = 16;
const mostBoxes = 64;

// What the site takes (MovieOrder): the index of twelve hours of video has about 25 MB.
const mostEnd = 64 * 1024 * 1024;

interface Box {
  type: string;
  from: number;
  to: number;
}

/** Where the end of a file begins that has to be sent first for the rest to be watched on its way; undefined for any other file. */
export async function findEnd(file: Blob): Promise<number | undefined> {
  let media: Box | undefined;
  for (let at = 0, boxes = 0; at < file.size && boxes < mostBoxes; boxes++) {
    const box = await readBox(file, at);
    if (!box || (boxes === 0 && !['ftyp', 'wide', 'mdat', 'skip', 'free', 'pnot'].includes(box.type))) return undefined;
    switch (box.type) {
      case 'moov':
        return media && file.size - media.to <= mostEnd ? media.to : undefined;
      case 'mdat':
        if (media) return undefined;
        media = box;
        break;
      case 'moof':
        return undefined;
    }
    at = box.to;
  }
  return undefined;
}

/** Undefined where no box can be. */
async function readBox(file: Blob, from: number): Promise<Box | undefined> {
  const header = new DataView(await file.slice(from, from + headerLength).arrayBuffer());
  if (header.byteLength < 8) return undefined;
  const type = String.fromCharCode(...[4, 5, 6, 7].map(at => header.getUint8(at)));
  const size = header.getUint32(0);
  if (size === 1 && header.byteLength < headerLength) return undefined;
  const [length, least] = size === 0 ? [file.size - from, 8] : size === 1 ? [Number(header.getBigUint64(8)), headerLength] : [size, 8];
  const to = from + length;
  return length >= least && to <= file.size ? { type, from, to } : undefined;
}
