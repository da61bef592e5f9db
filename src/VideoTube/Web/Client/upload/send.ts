import { ApiFault, read, type UploadForm, type Video } from '../shared/api.ts';

/** One file on its way; XMLHttpRequest because fetch tells nothing of what has been sent. */
export interface Sending {
  done: Promise<Video>;
  stop(): void;
}

export function sendFile(file: File, title: string, onProgress: (sent: number, total: number) => void, onAllSent: () => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<Video>((resolve, reject) => {
    request.upload.onprogress = event => onProgress(event.loaded, event.total);
    request.upload.onload = onAllSent;
    request.onload = () => {
      try {
        resolve(read<Video>(request.status, request.responseText));
      } catch (fault) {
        reject(fault);
      }
    };
    request.onerror = () => reject(new ApiFault(0, 'The connection broke off. Your file is still here: try again.'));
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'));
  });
  request.open('POST', '/api/v1/videos');
  request.send(formOf(file, title));
  return { done, stop: () => request.abort() };
}

// The file goes last, so that the server knows everything about it when its first byte comes.
function formOf(file: File, title: string): FormData {
  const form = new FormData();
  const add = (name: keyof UploadForm, value: string | Blob) => form.append(name, value);
  add('title', title);
  add('description', '');
  add('isPublished', 'false');
  add('videoFile', file);
  return form;
}
