<?xml version="1.0"?>
<CHANNEL HREF="https://lighthouse.example/" LASTMOD="2026-11-22T11:00Z">
  <TITLE>Lighthouse</TITLE><ABSTRACT>News</ABSTRACT><LOGO HREF="https://lighthouse.example/logo.png" STYLE="ICON"/>
  <ITEM HREF="https://lighthouse.example/ship" LASTMOD="2026-11-22T09:30Z"><TITLE>A ship arrives</TITLE><ABSTRACT>The short of it.</ABSTRACT></ITEM>
</CHANNEL>
