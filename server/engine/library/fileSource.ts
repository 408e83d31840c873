import { isHttpSource } from './http/sourceUri.js';
import { isZoteroSource } from './zotero/sourceUri.js';

/** Whether a source is a file that could be opened and read: libraries of Zotero's and libraries over HTTP are none. */
export const isFileSource = (uri: string): boolean => !isZoteroSource(uri) && !isHttpSource(uri);
