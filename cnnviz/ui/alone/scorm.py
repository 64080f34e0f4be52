"""The same file as a package for learning platforms: SCORM 1.2, a manifest beside the page."""

import hashlib
import html
import io
import zipfile

_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{id}" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
    http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="cnnviz">
    <organization identifier="cnnviz">
      <title>{title}</title>
      <item identifier="lesson" identifierref="page"><title>{title}</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/>
    </resource>
  </resources>
</manifest>
"""
# The earliest that a ZIP file can say: the same page is the same package.
_WHEN = (1980, 1, 1, 0, 0, 0)


def package(title: str, page: bytes) -> bytes:
    """The ZIP file."""
    id = f"cnnviz-{hashlib.blake2b(page, digest_size=8).hexdigest()}"
    manifest = _MANIFEST.format(id=id, title=html.escape(title))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("imsmanifest.xml", manifest.encode()), ("index.html", page)):
            archive.writestr(zipfile.ZipInfo(name, _WHEN), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
