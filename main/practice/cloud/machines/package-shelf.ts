import type { Platform } from './machine.ts';
import type { UnitFacts } from './units.ts';
import { APACHE_PAGE, NGINX_PAGE } from './web-pages.ts';

/** A package as apt or dnf installs it here: what a person will look for afterwards, and nothing that runs. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly kib: number;
  /** Packages that come with it, for the list that is shown. */
  readonly needs?: readonly string[];
  readonly unit?: UnitFacts;
  readonly files?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  /** Names of its programs; they tell their version and no more. */
  readonly programs?: readonly string[];
}

type Shelf = ReadonlyMap<string, Package>;

/** What can be installed on a platform, by name. */
export function shelfOf(platform: Platform): Shelf {
  if (platform === 'amazon-linux') return AMAZON;
  return platform === 'ubuntu' ? UBUNTU : DEBIAN;
}

const NGINX_SITE = `server {
	listen 80 default_server;
	listen [::]:80 default_server;

	root /var/www/html;

	index index.html index.htm index.nginx-debian.html;

	server_name _;

	location / {
		try_files $uri $uri/ =404;
	}
}
`;

const nginxUnit: UnitFacts = {
  name: 'nginx',
  description: 'A high performance web server and a reverse proxy server',
  docs: 'man:nginx(8)',
  processes: ['nginx: master process /usr/sbin/nginx -g daemon on; master_process on;', 'nginx: worker process'],
  port: 80,
};
const apacheUnit: UnitFacts = {
  name: 'apache2',
  description: 'The Apache HTTP Server',
  docs: 'https://httpd.apache.org/docs/2.4/',
  processes: ['/usr/sbin/apache2 -k start', '/usr/sbin/apache2 -k start'],
  port: 80,
};

function common(versions: Readonly<Record<string, string>>): Package[] {
  const of = (name: string, summary: string, kib: number, programs: readonly string[]): Package => ({
    name,
    version: versions[name] ?? '1.0',
    summary,
    kib,
    programs,
  });
  return [
    of('git', 'fast, scalable, distributed revision control system', 21_504, ['git']),
    of('htop', 'interactive processes viewer', 434, ['htop']),
    of('tmux', 'terminal multiplexer', 1_086, ['tmux']),
    of('tree', 'displays an indented directory tree, in color', 111, []),
    of('jq', 'lightweight and flexible command-line JSON processor', 107, []),
    of('curl', 'command line tool for transferring data with URL syntax', 534, []),
    of('wget', 'retrieves files from the web', 946, []),
    of('zip', 'Archiver for .zip files', 547, ['zip']),
    of('unzip', 'De-archiver for .zip files', 394, ['unzip']),
    of('python3', 'interactive high-level object-oriented language', 90, ['python3']),
    of('python3-pip', 'Python package installer', 6_848, ['pip3', 'pip']),
    of('nodejs', 'evented I/O for V8 javascript', 1_650, ['node']),
    of('npm', 'package manager for Node.js', 2_867, ['npm']),
  ];
}

function debianShelf(versions: Readonly<Record<string, string>>): Shelf {
  const version = (name: string) => versions[name] ?? '1.0';
  const server = (
    name: string,
    summary: string,
    kib: number,
    unit: Omit<UnitFacts, 'description'> & { description?: string },
    programs: readonly string[] = [],
  ): Package => ({ name, version: version(name), summary, kib, programs, unit: { description: summary, ...unit } });
  const list: Package[] = [
    {
      name: 'nginx',
      version: version('nginx'),
      summary: 'small, powerful, scalable web/proxy server',
      kib: 1_596,
      needs: ['nginx-common'],
      unit: nginxUnit,
      programs: ['nginx'],
      files: {
        '/var/www/html/index.nginx-debian.html': NGINX_PAGE,
        '/etc/nginx/nginx.conf':
          'user www-data;\nworker_processes auto;\npid /run/nginx.pid;\n\nevents {\n\tworker_connections 768;\n}\n\nhttp {\n\tinclude /etc/nginx/mime.types;\n\taccess_log /var/log/nginx/access.log;\n\tinclude /etc/nginx/sites-enabled/*;\n}\n',
        '/etc/nginx/sites-available/default': NGINX_SITE,
      },
      links: { '/etc/nginx/sites-enabled/default': '/etc/nginx/sites-available/default' },
    },
    {
      name: 'apache2',
      version: version('apache2'),
      summary: 'Apache HTTP Server',
      kib: 8_088,
      needs: ['apache2-bin', 'apache2-data', 'apache2-utils'],
      unit: apacheUnit,
      programs: ['apache2', 'apache2ctl'],
      files: {
        '/var/www/html/index.html': APACHE_PAGE,
        '/etc/apache2/apache2.conf': '# The main configuration of Apache.\nIncludeOptional sites-enabled/*.conf\n',
        '/etc/apache2/sites-available/000-default.conf':
          '<VirtualHost *:80>\n\tServerAdmin webmaster@localhost\n\tDocumentRoot /var/www/html\n</VirtualHost>\n',
      },
    },
    server(
      'mysql-server',
      'MySQL database server',
      153_600,
      { name: 'mysql', processes: ['/usr/sbin/mysqld'], port: 3306 },
      ['mysql'],
    ),
    server(
      'mariadb-server',
      'MariaDB database server',
      62_464,
      { name: 'mariadb', processes: ['/usr/sbin/mariadbd'], port: 3306 },
      ['mariadb'],
    ),
    server(
      'postgresql',
      'PostgreSQL RDBMS',
      44_032,
      { name: 'postgresql', processes: ['/usr/lib/postgresql/16/bin/postgres'], port: 5432 },
      ['psql'],
    ),
    server(
      'redis-server',
      'Persistent key-value database',
      1_536,
      { name: 'redis-server', processes: ['/usr/bin/redis-server 127.0.0.1:6379'], port: 6379 },
      ['redis-cli'],
    ),
    server(
      'docker.io',
      'Docker Application Container Engine',
      106_496,
      { name: 'docker', processes: ['/usr/bin/dockerd -H fd://'] },
      ['docker'],
    ),
    server(
      'fail2ban',
      'Fail2Ban Service',
      2_150,
      { name: 'fail2ban', processes: ['/usr/bin/fail2ban-server -xf start'] },
      ['fail2ban-client'],
    ),
    {
      name: 'awscli',
      version: version('awscli'),
      summary: 'Universal Command Line Environment for AWS',
      kib: 13_312,
      programs: ['aws'],
    },
    {
      name: 'php',
      version: version('php'),
      summary: 'server-side, HTML-embedded scripting language',
      kib: 13,
      programs: ['php'],
    },
    {
      name: 'net-tools',
      version: version('net-tools'),
      summary: 'NET-3 networking toolkit',
      kib: 800,
      programs: ['ifconfig', 'netstat'],
    },
    ...common(versions),
  ];
  return new Map(list.filter(({ name }) => versions[name] !== undefined).map((each) => [each.name, each]));
}

const UBUNTU = debianShelf({
  nginx: '1.24.0-2ubuntu7.1',
  apache2: '2.4.58-1ubuntu8.5',
  'mysql-server': '8.0.40-0ubuntu0.24.04.1',
  'mariadb-server': '1:10.11.8-0ubuntu0.24.04.1',
  postgresql: '16+257build1.1',
  'redis-server': '5:7.0.15-1build2',
  'docker.io': '26.1.3-0ubuntu1~24.04.1',
  fail2ban: '1.0.2-3ubuntu0.1',
  awscli: '2.15.0',
  php: '2:8.3+93ubuntu2',
  'net-tools': '2.10-0.1ubuntu4',
  git: '1:2.43.0-1ubuntu7.1',
  htop: '3.3.0-4build1',
  tmux: '3.4-1build1',
  tree: '2.1.1-2ubuntu3',
  jq: '1.7.1-3build1',
  curl: '8.5.0-2ubuntu10.5',
  wget: '1.21.4-1ubuntu4.1',
  zip: '3.0-13ubuntu0.1',
  unzip: '6.0-28ubuntu4.1',
  python3: '3.12.3-0ubuntu2',
  'python3-pip': '24.0+dfsg-1ubuntu1.1',
  nodejs: '18.19.1+dfsg-6ubuntu5',
  npm: '9.2.0~ds1-2',
});

const DEBIAN = debianShelf({
  nginx: '1.22.1-9',
  apache2: '2.4.62-1~deb12u2',
  'mariadb-server': '1:10.11.6-0+deb12u1',
  postgresql: '15+248',
  'redis-server': '5:7.0.15-1~deb12u1',
  'docker.io': '20.10.24+dfsg1-1+b3',
  fail2ban: '1.0.2-2',
  awscli: '2.9.19-1',
  php: '2:8.2+93',
  'net-tools': '2.10-0.1',
  git: '1:2.39.5-0+deb12u1',
  htop: '3.2.2-2',
  tmux: '3.3a-3',
  tree: '2.1.0-1',
  jq: '1.6-2.1',
  curl: '7.88.1-10+deb12u8',
  wget: '1.21.3-1+b2',
  zip: '3.0-13',
  unzip: '6.0-28',
  python3: '3.11.2-1+b1',
  'python3-pip': '23.0.1+dfsg-1',
  nodejs: '18.19.0+dfsg-6~deb12u2',
  npm: '9.2.0~ds1-1',
});

const AMAZON: Shelf = new Map(
  (
    [
      {
        name: 'nginx',
        version: '1:1.26.2-1.amzn2023.0.1',
        summary: 'A high performance web server and reverse proxy server',
        kib: 34,
        needs: [
          'nginx-core',
          'nginx-filesystem',
          'nginx-mimetypes',
          'generic-logos-httpd',
          'gperftools-libs',
          'libunwind',
        ],
        unit: {
          ...nginxUnit,
          description: 'The nginx HTTP and reverse proxy server',
          processes: ['nginx: master process /usr/sbin/nginx', 'nginx: worker process'],
        },
        programs: ['nginx'],
        files: {
          '/usr/share/nginx/html/index.html': NGINX_PAGE,
          '/etc/nginx/nginx.conf':
            'user nginx;\nworker_processes auto;\npid /run/nginx.pid;\n\nevents {\n    worker_connections 1024;\n}\n\nhttp {\n    include /etc/nginx/mime.types;\n    server {\n        listen       80;\n        server_name  _;\n        root         /usr/share/nginx/html;\n    }\n}\n',
        },
      },
      {
        name: 'httpd',
        version: '2.4.62-1.amzn2023',
        summary: 'Apache HTTP Server',
        kib: 48,
        needs: [
          'apr',
          'apr-util',
          'generic-logos-httpd',
          'httpd-core',
          'httpd-filesystem',
          'httpd-tools',
          'mailcap',
          'mod_http2',
          'mod_lua',
        ],
        unit: {
          ...apacheUnit,
          name: 'httpd',
          docs: 'man:httpd.service(8)',
          processes: ['/usr/sbin/httpd -DFOREGROUND', '/usr/sbin/httpd -DFOREGROUND'],
        },
        programs: ['httpd', 'apachectl'],
        files: { '/etc/httpd/conf/httpd.conf': 'ServerRoot "/etc/httpd"\nListen 80\nDocumentRoot "/var/www/html"\n' },
      },
      {
        name: 'mariadb105-server',
        version: '3:10.5.25-1.amzn2023.0.1',
        summary: 'The MariaDB server',
        kib: 18_432,
        unit: {
          name: 'mariadb',
          description: 'MariaDB 10.5 database server',
          processes: ['/usr/libexec/mariadbd --basedir=/usr'],
          port: 3306,
        },
        programs: ['mysql'],
      },
      {
        name: 'postgresql15-server',
        version: '15.8-1.amzn2023.0.1',
        summary: 'The programs needed to create and run a PostgreSQL server',
        kib: 6_144,
        unit: {
          name: 'postgresql',
          description: 'PostgreSQL database server',
          processes: ['/usr/bin/postgres -D /var/lib/pgsql/data'],
          port: 5432,
        },
        programs: ['psql'],
      },
      {
        name: 'redis6',
        version: '6.2.14-1.amzn2023.0.1',
        summary: 'A persistent key-value database',
        kib: 1_331,
        unit: {
          name: 'redis6',
          description: 'Redis persistent key-value database',
          processes: ['/usr/bin/redis6-server 127.0.0.1:6379'],
          port: 6379,
        },
        programs: ['redis6-cli'],
      },
      {
        name: 'docker',
        version: '25.0.6-1.amzn2023.0.2',
        summary: 'Automates deployment of containerized applications',
        kib: 45_056,
        needs: ['containerd', 'iptables-nft', 'libcgroup', 'runc'],
        unit: {
          name: 'docker',
          description: 'Docker Application Container Engine',
          processes: ['/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock'],
        },
        programs: ['docker'],
      },
      {
        name: 'awscli-2',
        version: '2.15.30-1.amzn2023.0.1',
        summary: 'Universal Command Line Environment for AWS',
        kib: 11_264,
        programs: ['aws'],
      },
      {
        name: 'php8.2',
        version: '8.2.24-1.amzn2023.0.1',
        summary: 'PHP scripting language for creating dynamic web sites',
        kib: 10,
        programs: ['php'],
      },
      ...common({
        git: '2.40.1-1.amzn2023.0.3',
        htop: '3.2.1-87.amzn2023.0.3',
        tmux: '3.2a-3.amzn2023.0.2',
        tree: '1.8.0-6.amzn2023.0.2',
        jq: '1.7.1-49.amzn2023.0.2',
        curl: '8.5.0-1.amzn2023.0.4',
        wget: '1.21.3-1.amzn2023.0.4',
        zip: '3.0-28.amzn2023.0.2',
        unzip: '6.0-57.amzn2023.0.2',
        python3: '3.9.16-1.amzn2023.0.9',
        'python3-pip': '21.3.1-2.amzn2023.0.10',
        nodejs: '1:18.20.4-1.amzn2023.0.1',
        npm: '1:8.19.2-1.18.20.4.1.amzn2023.0.1',
      }),
    ] as Package[]
  ).map((each) => [each.name, each]),
);
