/** The answer, or 304 in its place where the client has this version of the file already. */
export async function notModified(request: Request, response: Response): Promise<Response> {
  const modified = response.headers.get('last-modified');
  const length = response.headers.get('content-length');
  if (response.status !== 200 || modified === null) return response;
  // A file's length and time, with its encoding: weak, as two of one second could differ.
  const tag = `W/"${length}-${Date.parse(modified)}-${response.headers.get('content-encoding') ?? 'plain'}"`;
  response.headers.set('etag', tag);
  const known = request.headers.get('if-none-match')?.split(/\s*,\s*/);
  const isKnown = known ? known.includes(tag) : request.headers.get('if-modified-since') === modified;
  if (!isKnown) return response;
  await response.body?.cancel();
  const headers = new Headers(response.headers);
  for (const name of ['content-length', 'content-type', 'content-encoding']) headers.delete(name);
  return new Response(null, { status: 304, headers });
}
