import { withAttune } from '@attune/docusaurus';
import type { Config } from '@docusaurus/types';
import { themes } from 'prism-react-renderer';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';

const config: Config = {
  title: 'Physical AI and Humanoid Robotics',
  tagline: 'From a first node to a humanoid that is safe to stand beside',
  url: 'https://physical-ai.example.org',
  baseUrl: process.env['ATTUNE_DEMO_BASE_URL'] ?? '/',
  favicon: 'img/favicon.svg',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  i18n: { defaultLocale: 'en', locales: ['en'] },
  future: { faster: true, v4: { removeLegacyPostBuildHeadAttribute: true } },
  markdown: { mermaid: true, hooks: { onBrokenMarkdownLinks: 'throw' } },
  themes: ['@docusaurus/theme-mermaid'],
  presets: [
    [
      'classic',
      {
        docs: {
          routeBasePath: '/',
          sidebarPath: './sidebars.ts',
          remarkPlugins: [remarkMath],
          rehypePlugins: [rehypeKatex],
        },
        blog: false,
        pages: false,
        theme: { customCss: './src/css/custom.css' },
      },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: { title: 'Physical AI', logo: { alt: '', src: 'img/favicon.svg' } },
    footer: { style: 'light', copyright: 'A demonstration book. Text and figures under CC BY 4.0, code under MIT.' },
    prism: { theme: themes.github, darkTheme: themes.dracula, additionalLanguages: ['bash', 'yaml', 'markup'] },
  },
};

export default withAttune(config);
