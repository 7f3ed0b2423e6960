/** The page that nginx shows before anyone made one. Written anew in the manner of the real one. */
export const NGINX_PAGE = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto; font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>This page says that nginx was installed on this practice machine and runs. Put an index.html of your own
into its folder, and you will see yours instead.</p>
<p><em>Nothing here leaves this computer.</em></p>
</body>
</html>
`;

/** The page that Apache shows on Debian and Ubuntu before anyone made one. */
export const APACHE_PAGE = `<!DOCTYPE html>
<html>
<head>
<title>Apache2 Default Page: It works</title>
<style>
body { width: 40em; margin: 2em auto; font-family: Verdana, sans-serif; }
</style>
</head>
<body>
<h1>Apache2 Default Page</h1>
<p><strong>It works!</strong> Apache was installed on this practice machine and runs. Replace
<code>/var/www/html/index.html</code> by a page of your own.</p>
</body>
</html>
`;

/** What Apache shows on Amazon Linux while its folder is empty. */
export const APACHE_TEST_PAGE = '<html><body><h1>It works!</h1></body></html>\n';

/** The short pages of the servers themselves. */
export function errorPage(server: 'nginx' | 'apache', status: string, serverName: string): string {
  if (server === 'nginx') {
    return `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n<hr><center>${serverName}</center>\r\n</body>\r\n</html>\r\n`;
  }
  const title = status.replace(/^\d+ /, '');
  const why =
    title === 'Not Found'
      ? 'The requested URL was not found on this server.'
      : title === 'Forbidden'
        ? "You don't have permission to access this resource."
        : 'The requested method is not allowed for this URL.';
  return `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status}</title>\n</head><body>\n<h1>${title}</h1>\n<p>${why}</p>\n<hr>\n<address>${serverName} Server at localhost Port 80</address>\n</body></html>\n`;
}

/** Content types by the ending of a file's name. */
export const CONTENT_TYPES: Readonly<Record<string, string | undefined>> = {
  __proto__: null as never,
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  txt: 'text/plain',
  md: 'text/markdown',
  xml: 'text/xml',
  csv: 'text/csv',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  pdf: 'application/pdf',
};
